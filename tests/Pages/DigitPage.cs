using System.Globalization;
using System.Numerics;
using PuppeteerSharp;
using PuppeteerSharp.Input;

namespace NetCompiler.Pages;

/// <summary>The page of samples/Browser as its user works with it: by mouse, finger and keyboard.</summary>
internal sealed class DigitPage(IPage page)
{
    /// <summary>Waits until the network has loaded.</summary>
    public Task ReadyAsync() => page.WaitForSelectorAsync("body[data-ready]");

    /// <summary>Wipes the paper, draws the strokes with the mouse, and gives back what the page reads.</summary>
    public async Task<int> DrawAsync(Vector2[][] strokes)
    {
        Func<Vector2, (decimal X, decimal Y)> place = await ClearAsync();
        foreach (Vector2[] stroke in strokes)
        {
            (decimal x, decimal y) = place(stroke[0]);
            await page.Mouse.MoveAsync(x, y);
            await page.Mouse.DownAsync();
            foreach (Vector2 point in stroke[1..])
            {
                (x, y) = place(point);
                await page.Mouse.MoveAsync(x, y);
            }

            await page.Mouse.UpAsync();
        }

        return await ReadAsync();
    }

    /// <summary>The same with a finger.</summary>
    public async Task<int> TouchAsync(Vector2[][] strokes)
    {
        Func<Vector2, (decimal X, decimal Y)> place = await ClearAsync();
        foreach (Vector2[] stroke in strokes)
        {
            (decimal x, decimal y) = place(stroke[0]);
            await page.Touchscreen.TouchStartAsync(x, y);
            foreach (Vector2 point in stroke[1..])
            {
                (x, y) = place(point);
                await page.Touchscreen.TouchMoveAsync(x, y);
            }

            await page.Touchscreen.TouchEndAsync();
        }

        return await ReadAsync();
    }

    /// <summary>Presses keys on the drawing area, one after the other.</summary>
    public async Task<int> TypeAsync(params IEnumerable<string> keys)
    {
        await page.FocusAsync("#paper");
        foreach (string key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }

        return await ReadAsync();
    }

    /// <summary>Presses the button of a digit and waits until the network has learned.</summary>
    public async Task CorrectAsync(int digit)
    {
        await page.ClickAsync($"#digits button:nth-of-type({digit + 1})");
        await page.WaitForFunctionAsync("() => !document.body.dataset.learning");
    }

    /// <summary>What stands in the page as its answer, after the frame that shows it; -1 for none.</summary>
    public async Task<int> ReadAsync()
    {
        await page.EvaluateFunctionAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        string text = await page.EvaluateFunctionAsync<string>("() => document.getElementById('digit').textContent");
        return int.TryParse(text, CultureInfo.InvariantCulture, out int digit) ? digit : -1;
    }

    private async Task<Func<Vector2, (decimal X, decimal Y)>> ClearAsync()
    {
        await page.EvaluateFunctionAsync("() => document.getElementById('clear').click()");
        IElementHandle paper = await page.QuerySelectorAsync("#paper");
        await paper.EvaluateFunctionAsync("paper => paper.scrollIntoView({ block: 'center' })");
        BoundingBox box = await paper.BoundingBoxAsync();
        return point => ((decimal)box.X + ((decimal)point.X * (decimal)box.Width), (decimal)box.Y + ((decimal)point.Y * (decimal)box.Height));
    }
}
